"""What leaves the studio as a file: figures of results and diagrams, in colours that the screen shares.

Import from ``studio.report.figures``: the figures bring matplotlib, which the colours do without.
"""
