import { createColors } from 'picocolors';
import type { FormatOptions } from './format-options.js';
import type { LegacyShare, PlacedShare } from './summarise-census.js';

const DEFAULT_WIDTH = 80;
const LONGEST_BAR = 40;
/** Below that a bar says nothing. */
const SHORTEST_BAR = 8;
const LONGEST_NAME = 40;

/**
 * One bar for each folder, as long as its share of the fullest one. Its letters tell its parts apart, so that it needs no
 * colours; where there is no room for bars, the numbers stand alone.
 */
export function formatBars(
  folders: readonly PlacedShare[],
  shown: number,
  { color, width = DEFAULT_WIDTH }: FormatOptions,
): readonly string[] {
  const colors = createColors(color ?? false);
  const rows = folders.slice(0, shown);
  const most = Math.max(...rows.map(({ total }) => total));
  const digits = String(most).length;
  const numbers = digits + '   100 %'.length;
  const nameWidth = Math.min(
    LONGEST_NAME,
    Math.max(8, width - numbers - 4),
    Math.max(...rows.map(({ path }) => path.length)),
  );
  const room = Math.min(LONGEST_BAR, width - nameWidth - numbers - 6);
  const lines = rows.map((folder) => {
    const bar = room < SHORTEST_BAR ? '' : `${paintBar(folder, room, most, colors)}  `;
    const share = `${Math.max(0, Math.round((100 * folder.converts) / folder.total))} %`.padStart(5);
    return `  ${fit(folder.path, nameWidth)}  ${bar}${String(folder.total).padStart(digits)} ${share}`;
  });
  const rest = folders.slice(rows.length);
  const hidden = rest.reduce((sum, { total }) => sum + total, 0);
  return [
    ...lines,
    ...(rest.length > 0 ? [colors.dim(`  ${hidden} in ${rest.length} more folders; -v shows them`)] : []),
    ...(room < SHORTEST_BAR ? [] : [colors.dim('  # would go   + with --unsafe   . stays')]),
  ];
}

function paintBar(
  share: LegacyShare,
  room: number,
  most: number,
  { green, yellow, dim }: ReturnType<typeof createColors>,
) {
  const length = Math.max(1, Math.round((room * share.total) / most));
  const converts = Math.min(length, Math.max(0, Math.round((length * share.converts) / share.total)));
  const unsafe = Math.min(length - converts, Math.round((length * share.unsafe) / share.total));
  const stays = length - converts - unsafe;
  return `${green('#'.repeat(converts))}${yellow('+'.repeat(unsafe))}${dim('.'.repeat(stays))}${' '.repeat(room - length)}`;
}

/** The end of a path tells more than its beginning. */
function fit(path: string, width: number): string {
  return path.length > width ? `…${path.slice(path.length - width + 1)}` : path.padEnd(width);
}
