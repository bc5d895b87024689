/** The choice most similar to `word`; undefined if more than a third of the letters differ. */
export function closestName(word: string, choices: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: { choice: string; distance: number } | undefined;
  for (const choice of choices) {
    // The length excludes most choices, so that even a word of many kilobytes is cheap.
    if (Math.abs(choice.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, choice.toLowerCase());
    if (distance <= limit && distance < (best?.distance ?? Infinity)) best = { choice, distance };
  }
  return best?.choice;
}

/** ` (did you mean "x"?)`, or an empty text if no choice is similar. */
export function didYouMean(word: string, choices: Iterable<string>): string {
  const close = closestName(word, choices);
  return close === undefined ? '' : ` (did you mean "${close}"?)`;
}

/** Edit distance: insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
