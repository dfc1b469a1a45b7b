"""How well a procedure that is told and not named is recognised, by voices that nothing was learnt from.

`PASSERELLE_GAZETTEER=var/gazetteer.json .venv-bot/bin/python -m evaluation.procedures` prints, for each least probability,
how many of the needs told get their procedure, and how often a procedure that is given is the right one.
"""

from pathlib import Path

import numpy as np
import yaml

from bot.components.intents import written_for_training
from bot.components.model import IntentModel, Settings
from bot.components.procedures import ASKED, OTHER
from langue.criteria.procedure import read_procedure

NLU = Path(__file__).parents[1] / "data" / "nlu"
FOLDS = 6
LEAST = (0.3, 0.4, 0.5, 0.6)


def sentences() -> list[tuple[str, str, str, bool]]:
    """(voice, text, procedure, whether it is told and not named) of every sentence whose procedure is known."""
    found = []
    for path in sorted(NLU.glob("*/*.yml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]:
            for one in entry["examples"] if entry["intent"] == ASKED else ():
                told = (one.get("metadata") or {}).get("procedure")
                if procedure := told or read_procedure(one["text"]):
                    found.append((path.stem, one["text"], procedure, told is not None))
    return found


def main() -> None:
    """Learn from all voices but those of a fold, ask about these, and print."""
    voices, texts, procedures, told = (list(column) for column in zip(*sentences(), strict=True))
    folds = {voice: number % FOLDS for number, voice in enumerate(sorted(set(voices)))}
    written = written_for_training(texts)
    given, sure = np.full(len(texts), OTHER, dtype=object), np.zeros(len(texts))
    for fold in range(FOLDS):
        known = [at for at, voice in enumerate(voices) if folds[voice] != fold]
        settings = Settings(epochs=0, misspelt=0.0)
        model = IntentModel.fit(
            [texts[at] for at in known], [written[at] for at in known], [procedures[at] for at in known], settings
        )
        for at in (at for at, voice in enumerate(voices) if folds[voice] == fold and told[at]):
            probabilities = model.probabilities(texts[at], written[at])
            given[at], sure[at] = model.names[int(np.argmax(probabilities))], probabilities.max()
    right, needs = given == np.array(procedures, dtype=object), np.array(told)
    real = needs & (np.array(procedures, dtype=object) != OTHER)
    print(f"{needs.sum()} needs told, {real.sum()} of them one of the procedures")
    for least in LEAST:
        named = needs & (given != OTHER) & (sure >= least)
        print(
            f"{least:.1f}: {(named & right).sum() / real.sum():.1%} found, {right[named].mean():.1%} right when given"
        )


if __name__ == "__main__":
    main()
