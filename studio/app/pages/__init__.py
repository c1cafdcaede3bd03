"""The pages of the studio; each is a script that Streamlit runs anew for every click."""
