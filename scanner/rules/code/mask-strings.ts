/** Names of algorithms and encodings, which are no secrets and say what the finding is about. */
const known =
  /^(?:(?:rsa-?|hmac-?|pbkdf2(?:with)?)?(?:md[2456]|sha-?\d{1,3}|ripemd-?\d*)(?:with\w{0,12})?|(?:aes|des|des-?ede3?|rc[245]|arc4|arcfour|blowfish|bf|3des|tripledes|idea|seed)(?:[-/_]?(?:\d{1,3}|cbc|ecb|cfb|ofb|ctr|gcm|none|(?:no|pkcs[15])\w{0,3}padding|ede3?)){0,4}|[hrpe]s\d{3}|none|hex|base64(?:url)?|utf-?8|latin1|ascii|binary|tlsv?[\d._]{0,5}|sslv?[\d._]{0,5}|(?:tls|ssl)v?[\d_]{0,4}method|rsa|dsa|ec)$/i

const quoted = /(?<quote>"""|'''|["'`])(?<body>(?:\\[\s\S]|(?!\k<quote>)[^\\])*)(?<end>\k<quote>|$)/g

/** Code with its strings hidden: they may be keys. Those that only name an algorithm or encoding stay. */
export const maskStrings = (code: string): string =>
  code.replaceAll(quoted, (whole: string, quote: string, body: string, end: string) =>
    body === '' || known.test(body) ? whole : `${quote}…${end}`,
  )
