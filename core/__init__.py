"""What an address is: codes, classes, address text, numbering, rules, the planner. No Qt, no QGIS, no SQL."""
