"""The pages of the studio; each is a script that Streamlit runs anew for every click.

The folder must not be called ``pages``: Streamlit would run what is in it without the main script.
"""
