"""The studio on screen: a Streamlit application served on this machine."""
