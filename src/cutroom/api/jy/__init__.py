"""The dialect of the JY API's clients."""
