"""The one picture type of the engine and the plane arithmetic everything that draws shares."""
