"""How quickly pages answer in a house of 100,000 dossiers, and how soon a picture is seen."""
