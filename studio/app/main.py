"""The script that ``studio`` serves.

Processes that simulate import it under another name, so it imports nothing before it knows its own.
"""

if __name__ == "__main__":
    from studio.app.pages import show

    show()
