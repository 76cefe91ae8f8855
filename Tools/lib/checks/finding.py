"""What a check says: a place, a rule and a sentence."""
import dataclasses


@dataclasses.dataclass(frozen=True, order=True)
class Finding:
    """One breach of one rule."""
    path: str
    line: int
    rule: str
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"
