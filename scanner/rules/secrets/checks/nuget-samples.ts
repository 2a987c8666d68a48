import { join } from '../../../engine/sample.ts'

/** The passwords that NuGet's own documentation shows in its configuration files. */
export const nugetSamplePasswords: ReadonlySet<string> = new Set([
  join('33f!!', 'lloppa'),
  join('hal+9', 'ooo_da!sY'),
])
