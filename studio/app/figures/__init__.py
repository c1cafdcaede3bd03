"""Pictures of diagrams and results: functions from data to SVG, Altair charts and heat, without a page.

Import from the modules: the charts bring Altair and pandas, which the first page does without.
"""
