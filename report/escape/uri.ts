/**
 * A path relative to the root as a relative URI reference (RFC 3986): every segment percent-encoded, so that `?`, `#`, `%`
 * and a `:` in the first segment mean nothing. A lone surrogate, which no file name on disk decodes to, becomes U+FFFD.
 */
export function escapeUriPath(path: string): string {
  const wellFormed = path.replace(/\p{Surrogate}/gu, '\ufffd')
  return wellFormed.split('/').map(segment).join('/')
}

// encodeURIComponent leaves these four for old reasons; in a Markdown link or a shell they are better encoded.
const segment = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
