import { createHash } from 'node:crypto'

/**
 * The tag that GitHub gives to an answer: SHA-256 over `Accept` and `Authorization` of the request and the answer's text. So a
 * tag is good for one token, and an installation's token lasts an hour: without computing the next token's tag, conditional
 * requests of an App would never be free for longer.
 *
 * Nobody promises this rule. It was found by others and holds or not for each answer, which is seen when the answer comes; a
 * wrong tag costs one ordinary request, and a right one proves that GitHub has computed the very text that we remember for the
 * token at hand.
 * Source: the README of github.com/bored-engineer/github-conditional-http-transport; that tags are bound to tokens was
 * confirmed by GitHub (eclipse-csi/otterdog issue 201).
 */
export function expectedTag(headers: Headers, body: string): string {
  const hash = createHash('sha256')
  for (const name of ['accept', 'authorization']) {
    const value = headers.get(name)
    if (value !== null) hash.update(`${value}:`)
  }
  return hash.update(body).digest('hex')
}

/** `W/"abc"` and `"abc"` → `abc`. */
export const bareTag = (etag: string): string => etag.replace(/^(?:W\/)?"(.*)"$/, '$1')
