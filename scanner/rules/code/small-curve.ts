/**
 * Whether a curve, as SEC 2, X9.62, RFC 5639 or NIST name it, has fewer than 224 bits. The number in such a name is its size.
 */
export const isSmallCurve = (name: string): boolean =>
  /^(?:(?:secp|sect)(?:112|113|128|131|160|163|192|193)[kr]\d|prime192v\d|c2[pt]nb(?:163|176|191|208)[vw]\d|brainpool-?p(?:160|192)[rt]\d|(?:nist)?[PBK]-?(?:163|192))$/i.test(
    name,
  )
