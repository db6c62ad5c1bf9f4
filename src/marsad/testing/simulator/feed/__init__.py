"""What was heard as standard sentences, and the other feeds of a watch room: aircraft and NAVTEX."""
