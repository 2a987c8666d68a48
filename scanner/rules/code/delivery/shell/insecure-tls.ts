import { baseName, withoutLeading } from '../../../workflows/command-words.ts'
import { shellCommands, type Word } from '../../../workflows/shell-commands.ts'
import type { ShellSighting } from './shell-sighting.ts'

/** Settings by which a program verifies no certificates, with what they are then. */
const variables: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  GIT_SSL_NO_VERIFY: /^(?:1|true|yes|on)$/i,
  PYTHONHTTPSVERIFY: /^0$/,
  NPM_CONFIG_STRICT_SSL: /^false$/i,
  YARN_STRICT_SSL: /^false$/i,
  YARN_ENABLE_STRICT_SSL: /^false$/i,
  CONDA_SSL_VERIFY: /^(?:false|no)$/i,
  BUNDLE_SSL_VERIFY_MODE: /^0$/,
}

/** Whether a variable of the environment switches the verification off. */
export function isInsecureVariable(name: string, value: string): boolean {
  const key = name.toUpperCase()
  return Object.hasOwn(variables, key) && variables[key]!.test(value.trim())
}

export const insecureVariableNote = 'programs that are started with it accept every certificate'

/** Commands that switch the verification off by a word, and what the whole command has to look like. */
const switches: readonly (readonly [command: RegExp, word: RegExp, whole?: RegExp])[] = [
  [/^wget$/, /^--no-check-certificate$/],
  [
    /^(?:npm|pnpm|yarn|npx)$/,
    /^(?:--no-strict-ssl|--strict-ssl=false|strict-ssl=false|enableStrictSsl=false)$/,
  ],
  [
    /^(?:npm|pnpm|yarn)$/,
    /^(?:--)?(?:strict-ssl|enableStrictSsl)$/,
    /(?:strict-ssl|enableStrictSsl) (?:false|0)\b/,
  ],
  [/^git$/, /^http\.(?:\S+\.)?sslVerify=(?:false|0|no|off)$/i],
  [
    /^git$/,
    /^http\.(?:\S+\.)?sslVerify$/i,
    /^git config\b.* http\.(?:\S+\.)?sslVerify (?:false|0|no|off)\b/i,
  ],
  [/^conda$/, /^ssl_verify$/, /ssl_verify (?:false|no)\b/i],
  [/^bundle$/, /^ssl_verify_mode$/i, /ssl_verify_mode 0\b/i],
  [/^composer$/, /^disable-tls$/, /disable-tls (?:true|1)\b/],
  [/^apt(?:-get)?$/, /^Acquire::https(?:::\S+)?::Verify-(?:Peer|Host)=(?:false|0|no)$/i],
  [/^(?:helm|kubectl|oc)$/, /^--(?:kube-)?insecure-skip-tls-verify(?:=true)?$/],
  [/^(?:skopeo|podman|buildah)$/, /^--(?:src-|dest-)?tls-verify=false$/],
]

/** On the machine itself nobody is on the way. */
const isLocal = (address: string): boolean =>
  /^(?:https?:\/\/)?(?:[^\s@/]*@)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|host\.docker\.internal)(?:[:/?]|$)/i.test(
    address,
  )

/** The commands of a script that let any certificate pass. */
export function insecureTls(script: string): readonly ShellSighting[] {
  return shellCommands(script).flatMap(({ words }) => {
    const assigned = words.find(({ text }) => isAssignment(text))
    if (assigned) return [sighting(assigned, assigned.text, true, insecureVariableNote)]
    const own = withoutLeading(words)
    const name = baseName(own[0]?.text ?? '')
    if (name === 'curl') return inCurl(own)
    if (name === 'pip' || name === 'pip3' || /^python[\d.]*$/.test(name)) return inPip(name, own)
    const whole = own.map(({ text }) => text).join(' ')
    for (const [command, word, form] of switches) {
      if (!command.test(name) || form?.test(whole) === false) continue
      const found = own.find(({ text }) => word.test(text))
      if (found && !own.some(({ text }) => isLocal(text)))
        return [sighting(found, `${name} … ${found.text}`, true, 'it accepts every certificate')]
    }
    return []
  })
}

function isAssignment(word: string): boolean {
  const equals = word.indexOf('=')
  return equals > 0 && isInsecureVariable(word.slice(0, equals), word.slice(equals + 1).split(/\s/, 1)[0]!)
}

/** Short options of curl that take a value, which may be the rest of the word. */
const withValue = 'AbcCdDeEFhHKmoPQrtTuUwxXyYz'

function inCurl(words: readonly Word[]): readonly ShellSighting[] {
  const option = words.find(
    ({ text }) => text === '--insecure' || (/^-[a-zA-Z#0-9]+$/.test(text) && hasShort(text.slice(1), 'k')),
  )
  const addresses = words
    .map(({ text }) => text)
    .filter((text) => /^(?:https?:\/\/|localhost\b|127\.)/i.test(text))
  if (!option || addresses.some(isLocal)) return []
  // Nothing is encrypted there that a certificate would be for.
  if (addresses.length > 0 && addresses.every((one) => /^http:/i.test(one))) return []
  const isCertain = addresses.some((one) => /^https:\/\/[\w.-]+\.[a-z]{2,}(?:[:/?]|$)/i.test(one))
  return [sighting(option, `curl … ${option.text}`, isCertain, 'it accepts every certificate')]
}

function hasShort(letters: string, wanted: string): boolean {
  for (const letter of letters) {
    if (letter === wanted) return true
    if (withValue.includes(letter)) return false
  }
  return false
}

function inPip(name: string, words: readonly Word[]): readonly ShellSighting[] {
  const isPip = name.startsWith('pip') || /^-m$/.test(words[1]?.text ?? '')
  const index = words.findIndex(({ text }) => /^--trusted-host(?:=|$)/.test(text))
  if (!isPip || index === -1) return []
  const host = words[index]!.text.split('=')[1] ?? words[index + 1]?.text ?? ''
  if (isLocal(host)) return []
  const isPublic = /(?:^|\.)(?:pypi\.org|pythonhosted\.org|pypi\.python\.org)$/.test(host)
  return [
    sighting(words[index]!, 'pip … --trusted-host', isPublic, 'whatever answers for that host is installed'),
  ]
}

const sighting = ({ text, at }: Word, excerpt: string, isCertain: boolean, note: string): ShellSighting => ({
  text,
  at,
  severity: isCertain ? 'high' : 'medium',
  confidence: isCertain ? 'high' : 'medium',
  note: `${note.charAt(0).toUpperCase()}${note.slice(1)}.`,
  excerpt: excerpt.slice(0, 160),
})
