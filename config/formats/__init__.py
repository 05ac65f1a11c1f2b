"""How days are written and read where Django itself asks for them: in both languages as people here do."""
