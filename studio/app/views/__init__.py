"""Parts of pages: each shows one thing with Streamlit and hands what a person does to its caller."""
