"""What is asked of word tables beyond single cells: letters, names that two share, points, who held an office when.

Each step takes rows with their file and line and yields faults. None of it is loaded for a reading.
"""
