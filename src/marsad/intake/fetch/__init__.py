"""From the web, with care: public hosts, by the rules of the site, within limits. ``fetcher.Fetcher`` is the way in."""
