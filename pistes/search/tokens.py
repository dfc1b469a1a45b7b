"""Tokens that are no words: kinds, communes, départements, themes, concepts. All begin with « z » and a letter."""


def concept_token(name: str) -> str:
    """Stands for a concept of `synonyms.yml`."""
    return "zc" + name.replace("_", "")


def kind_token(kind: str) -> str:
    """Stands for a kind of record."""
    return "zk" + kind.replace("_", "")


def commune_token(insee: str) -> str:
    """Stands for the commune where a record is."""
    return "zi" + insee.lower()


def department_token(code: str) -> str:
    """Stands for a département that a record concerns."""
    return "zd" + code.lower()


def theme_token(theme: str) -> str:
    """Stands for a theme of a record."""
    return "zt" + theme.replace("_", "")
