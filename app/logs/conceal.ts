/** What stands in a secret's place. */
export const concealed = '[concealed]'

/** Shorter values would be found in ordinary words. */
const shortestSecret = 8

/** What a credential looks like wherever it stands. Each is bounded, so that no line takes long. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // Credentials in an address: `postgres://user:password@host`, `https://x-access-token:…@github.com`.
  [/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"']{1,2000}@/gi, `$1${concealed}@`],
  [/\b(?:gh[a-z]_[A-Za-z0-9_.-]{20,4000}|github_pat_\w{20,255})/g, concealed],
  [/\b(bearer|token|basic)\s+[A-Za-z0-9+/_.=-]{8,4000}/gi, `$1 ${concealed}`],
  // A JSON Web Token, which is what an App signs for itself.
  [/\beyJ[\w-]{10,2000}\.[\w-]{10,4000}\.[\w-]{10,1000}/g, concealed],
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-"]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
    concealed,
  ],
  [/([?&](?:token|code|state|access_token|client_secret|password)=)[^&\s"'#]{1,4000}/gi, `$1${concealed}`],
]

/** Takes secrets out of texts: those that this process knows by their values, and whatever looks like one. */
export interface Conceal {
  /** Makes a value known; one that is too short is left out. */
  readonly add: (secret: string) => void
  readonly conceal: (text: string) => string
}

export function createConceal(): Conceal {
  let values: readonly string[] = []
  return {
    add: (secret) => {
      const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]
      values = [...new Set([...values, ...forms.filter((form) => form.length >= shortestSecret)])]
        // Longest first: a part that another value holds must not spoil the search for the whole.
        .toSorted((a, b) => b.length - a.length)
    },
    conceal: (text) => {
      let clean = text
      for (const value of values) clean = clean.replaceAll(value, concealed)
      for (const [shape, replacement] of shapes) clean = clean.replaceAll(shape, replacement)
      return clean
    },
  }
}
