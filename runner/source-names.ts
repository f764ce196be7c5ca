const sourceName = /\.([cm]?js|jsx|[cm]?ts|tsx)$/;
const declarationName = /\.d\.([cm]?ts|[^.]+\.ts)$/;
const generatedName = /[.-](min|bundle|umd\.prod)\.[cm]?js$/;

/** @param path with forward slashes */
export function isSourceName(path: string): boolean {
  return sourceName.test(path) && !declarationName.test(path) && !/(^|\/)node_modules\//.test(path);
}

/** Tells minified and generated files by their name, their header and the length of their lines. */
export function looksGenerated(path: string, text: string): boolean {
  if (generatedName.test(path)) return true;
  const head = text.slice(0, 1000);
  if (
    /@generated\b|\bDO NOT EDIT\b|\b(auto-?generated|generated) (by|from|file)\b.*\bdo not (edit|modify)\b/i.test(
      commentsOf(head),
    )
  )
    return true;
  return isMinified(text);
}

function commentsOf(head: string): string {
  return (head.match(/\/\/.*|\/\*[\s\S]*?(\*\/|$)/g) ?? []).join('\n');
}

/** Long lines on average, not one long line: a data URL or a table in a written file is no sign. */
function isMinified(text: string): boolean {
  if (text.length < 2000) return false;
  const lines = text.split('\n').filter((line) => line.trim() !== '').length;
  return text.length / lines > 400;
}
