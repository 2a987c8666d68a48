import { readFileSync } from 'node:fs'

/** The account that PostgreSQL runs under; undefined: the caller's own. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL's own account where the machine has one, else the one that owns nothing. */
const candidates = ['postgres', 'nobody'] as const

/**
 * Who PostgreSQL is to run as. It refuses to run as root, so that root lends it another account of the machine.
 * @returns undefined where the caller is not root; null where root has no account to lend
 */
export function accountForPostgres(
  uid: number = process.getuid?.() ?? 1,
  passwd: string = readPasswd(),
): Account | null | undefined {
  if (uid !== 0) return undefined
  const accounts = passwd.split('\n').map((line) => line.split(':'))
  for (const name of candidates) {
    const found = accounts.find(([own]) => own === name)
    if (found) return { name, uid: Number(found[2]), gid: Number(found[3]) }
  }
  return null
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8')
  } catch {
    // Other systems keep their accounts elsewhere; there nobody is found, and the error says what to do.
    return ''
  }
}
