"""How the reader of handwritten figures is made and measured: composed strips, training, score."""
