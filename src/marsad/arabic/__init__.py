"""Arabic script and grammar: normalising with offsets, words and clitics, inflection, numbers, dates."""
