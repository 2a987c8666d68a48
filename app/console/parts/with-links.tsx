import { Link } from '@primer/react'

/** A text of ours, in which addresses can be gone to. Never for texts from repositories: what those name is not ours to offer. */
export function WithLinks({ children }: { readonly children: string }) {
  return children.split(/(https:\/\/[^\s;,)]*[^\s;,).])/).map((piece, at) =>
    at % 2 === 1 ? (
      <Link key={`${at} ${piece}`} href={piece} inline target="_blank" rel="noreferrer">
        {piece.slice('https://'.length)}
      </Link>
    ) : (
      piece
    ),
  )
}
