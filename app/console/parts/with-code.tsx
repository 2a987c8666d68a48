/** A text of ours, in which `backticks` stand around what is written as code. */
export function WithCode({ children }: { readonly children: string }) {
  return children
    .split('`')
    .map((piece, at) => (at % 2 === 1 ? <code key={`${at} ${piece}`}>{piece}</code> : piece))
}
