/** A permission rule of Claude Code: `Tool` or `Tool(specifier)`. (https://code.claude.com/docs/en/permissions, read.) */
export interface PermissionRule {
  readonly tool: string
  /** null: every use of the tool. */
  readonly specifier: string | null
}

/** null where the text is not of a rule's form; Claude Code skips such a rule with a warning. */
export function parsePermissionRule(text: string): PermissionRule | null {
  const trimmed = text.trim()
  const open = trimmed.indexOf('(')
  if (open === -1) return /^[\w*-]+$/.test(trimmed) ? { tool: trimmed, specifier: null } : null
  if (!trimmed.endsWith(')') || !/^[\w*-]+$/.test(trimmed.slice(0, open))) return null
  return { tool: trimmed.slice(0, open), specifier: trimmed.slice(open + 1, -1) }
}

/** How much a rule that allows without asking gives away. */
export type Breadth =
  /** Every command of a shell. */
  | 'any-command'
  /** Every command of a program that runs whatever code it is given, which comes to the same. */
  | 'any-code'
  /** Every file of the machine, or of the person's home. */
  | 'any-file'
  /** Files that hold credentials, by their well-known places. */
  | 'credential-files'

const shellTools = new Set(['Bash', 'PowerShell'])
const fileTools = new Set(['Read', 'Edit', 'Write', 'MultiEdit', 'NotebookEdit', 'Glob', 'Grep'])

/**
 * Programs that run any code they are given. Claude Code's auto mode sets such rules aside for the same reason
 * (https://code.claude.com/docs/en/settings-reference#automode-classifyallshell, read).
 */
const interpreters =
  /^(?:\.?\/?(?:usr\/)?(?:local\/)?(?:bin\/)?)?(?:bash|sh|zsh|dash|fish|pwsh|powershell|python[\d.]*|node|deno|ruby|perl|php|lua|eval|exec|env|xargs|sudo|ssh|osascript)\s*(?::\*|\s\*|\*)$/i

const credentialPlaces =
  /^(?:~|\/\/(?:root|home\/[^/]+|Users\/[^/]+)|\/\/\*\*)\/(?:\.ssh|\.aws|\.gnupg|\.kube|\.docker|\.netrc|\.npmrc|\.config\/gcloud|\.azure)\b/

/** null: narrow enough to say nothing. */
export function breadthOf(rule: PermissionRule): Breadth | null {
  const specifier = rule.specifier?.trim() ?? null
  if (shellTools.has(rule.tool)) {
    if (specifier === null || /^(?:\*+|:\*|\*:\*|\*\s\*)?$/.test(specifier)) return 'any-command'
    return interpreters.test(specifier) ? 'any-code' : null
  }
  if (!fileTools.has(rule.tool) || specifier === null) return null
  if (/^(?:\/\/|~\/|~)(?:\*\*)?(?:\/\*+)?$/.test(specifier) || /^\/\/[a-z]\/\*\*$/i.test(specifier))
    return 'any-file'
  return credentialPlaces.test(specifier) ? 'credential-files' : null
}

/** Splits a list of rules at commas and blanks, but not inside parentheses: `Bash(git log:*),Read Write`. */
export function splitRules(list: string): readonly { readonly text: string; readonly at: number }[] {
  const rules: { text: string; at: number }[] = []
  let start = 0
  let open = 0
  const finish = (end: number) => {
    const text = list.slice(start, end).trim()
    if (text !== '') rules.push({ text, at: start + list.slice(start, end).indexOf(text) })
  }
  for (let at = 0; at < list.length; at += 1) {
    const char = list[at]!
    if (char === '(') open += 1
    else if (char === ')') open = Math.max(0, open - 1)
    else if (open === 0 && /[\s,]/.test(char)) {
      finish(at)
      start = at + 1
    }
  }
  finish(list.length)
  return rules
}
