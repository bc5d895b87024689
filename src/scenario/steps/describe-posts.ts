import type { PostSummary } from '../../posting/post-messages.ts';
import { shownText, type Shown } from './shown.ts';

export function describePosts(summary: PostSummary): Shown {
  const { attempted, acknowledged, refused, indeterminate, retried } = summary;
  const again = retried === 0 ? '' : `; ${retried} posted more than once`;
  return shownText(
    `${attempted} posted: ${acknowledged} acknowledged, ${refused} refused, ${indeterminate} of unknown outcome${again}`,
  );
}
