"""Groups of near vectors, found in one pass by blocks and settled in two more: time grows with the number of questions.

Leader clustering: a vector joins the nearest leader that is near enough, or becomes one. Leaders are then moved to the
middle of their group, near ones joined, and every vector given to the nearest once more.
"""

from typing import Any

import numpy as np

# Cosine from which two questions are taken to mean the same.
NEAR = 0.54
BLOCK = 2048
MOST_LEADERS = 6000
SETTLING = 2
NO_GROUP = -1


def cluster(vectors: Any, weights: Any, near: float = NEAR) -> Any:
    """The group (0, 1, …) of each unit vector, or `NO_GROUP`; `weights`: how many times each was said."""
    if not len(vectors):
        return np.zeros(0, dtype=np.int64)
    # The most said first: they make the best leaders, and the result does not hang on the order of arrival.
    order = np.argsort(-np.asarray(weights), kind="stable")
    leaders = _leaders(vectors[order], near)
    for _ in range(SETTLING):
        groups, _ = nearest(vectors, leaders, near)
        leaders = _join(_middles(vectors, weights, groups, len(leaders)), near)
    groups, _ = nearest(vectors, leaders, near)
    return groups


def nearest(vectors: Any, leaders: Any, near: float) -> tuple[Any, Any]:
    """(group, cosine) of each vector; `NO_GROUP` when no leader is near enough."""
    groups = np.empty(len(vectors), dtype=np.int64)
    cosines = np.empty(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), BLOCK):
        found = vectors[start : start + BLOCK] @ leaders.T
        best = found.argmax(axis=1)
        cosine = found[np.arange(len(best)), best]
        groups[start : start + BLOCK] = np.where(cosine >= near, best, NO_GROUP)
        cosines[start : start + BLOCK] = cosine
    return groups, cosines


def _leaders(vectors: Any, near: float) -> Any:
    made = np.empty((min(len(vectors), MOST_LEADERS), vectors.shape[1]), dtype=np.float32)
    count = 0
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK]
        far = np.ones(len(block), dtype=bool) if not count else (block @ made[:count].T).max(axis=1) < near
        left = block[far]
        while len(left) and count < len(made):
            made[count] = left[0]
            count += 1
            left = left[1:][left[1:] @ left[0] < near]
        if count == len(made):
            break
    return made[:count]


def _middles(vectors: Any, weights: Any, groups: Any, count: int) -> Any:
    inside = groups != NO_GROUP
    order = np.argsort(groups[inside], kind="stable")
    sorted_groups = groups[inside][order]
    _, starts = np.unique(sorted_groups, return_index=True)
    weighed = vectors[inside][order] * np.asarray(weights, dtype=np.float32)[inside][order][:, None]
    sums = np.add.reduceat(weighed, starts, axis=0)
    return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def _join(leaders: Any, near: float) -> Any:
    """Leaders without those that are nearly the same as an earlier one."""
    same = near + (1 - near) * 0.5
    kept = np.ones(len(leaders), dtype=bool)
    for start in range(0, len(leaders), BLOCK):
        found = leaders[start : start + BLOCK] @ leaders.T
        for row, column in zip(*np.nonzero(np.triu(found >= same, start + 1)), strict=True):
            if kept[start + row]:
                kept[column] = False
    return leaders[kept]
