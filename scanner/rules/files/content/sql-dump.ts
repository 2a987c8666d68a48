/** What the beginning of an SQL file shows about the data in it. */
export interface SqlContent {
  /** Written by a dump tool, by its opening comment. */
  readonly isDump: boolean
  /** Statements that put rows into tables. */
  readonly inserts: number
  /** Tables of people that got rows: `users`, `customers`. */
  readonly people: readonly string[]
  /** Values that are password hashes. */
  readonly passwordHashes: number
  /** Mail addresses outside the domains that are reserved for examples. */
  readonly mailAddresses: number
}

const dumpMark =
  /^(?:--|\/\*|#)[^\n]{0,20}(?:MySQL dump|MariaDB dump|PostgreSQL database (?:cluster )?dump|phpMyAdmin SQL Dump|Adminer|mysqldump|pg_dump|HeidiSQL|Navicat|Sequel (?:Pro|Ace)|SQL Server (?:Database )?(?:Backup|Dump)|Dumped (?:by|from)|DBeaver|TablePlus|SQLite(?:Studio)? (?:dump|database)|Dump of table)|^PRAGMA foreign_keys\s{0,4}=\s{0,4}OFF;\s{0,8}BEGIN TRANSACTION;/im

/** `INSERT INTO "shop"."users" …`, `COPY public.users (…) FROM stdin;` */
const rowStatement =
  /\b(?:INSERT(?: LOW_PRIORITY| DELAYED| IGNORE){0,2} INTO|REPLACE INTO|COPY)\s{1,8}((?:[`"[]?[\w$]{1,64}[`"\]]?\.){0,2}[`"[]?[\w$]{1,64}[`"\]]?)/gi

const peopleTable =
  /^(?:[a-z]{1,12}_)?(?:users?|accounts?|customers?|members?|employees?|people|persons?|patients?|clients?|subscribers?|contacts?|auth_user|admins?|logins?|credentials?|user_accounts?|profiles?|payments?|orders?|invoices?|sessions?|api_?keys?|oauth_tokens?|access_tokens?)$/i

const hashes =
  /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{20}|\$(?:5|6|P|H|S|1|y|apr1)\$[./A-Za-z0-9]{8}|\$argon2(?:id|i|d)\$|pbkdf2_sha\d{1,3}\$\d|\{(?:SSHA|PBKDF2)[\w-]{0,12}\}/g

const mail = /[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})/g
const reservedDomain =
  /(?:^|\.)(?:example\.(?:com|org|net|edu)|(?:example|test|invalid|localhost|local))$|^(?:test|email|mail|domain|foo|bar|acme|company)\./i

const limit = 5000

export function sqlContent(text: string): SqlContent {
  const people = new Set<string>()
  let inserts = 0
  for (const [, written = ''] of text.matchAll(rowStatement)) {
    if (inserts >= limit) break
    inserts += 1
    const table = (written.split('.').at(-1) ?? '').replace(/[`"[\]]/g, '')
    if (peopleTable.test(table)) people.add(table)
  }
  return {
    isDump: dumpMark.test(text.slice(0, 4000)),
    inserts,
    people: [...people],
    passwordHashes: inserts > 0 ? count(text, hashes) : 0,
    mailAddresses: inserts > 0 ? countMail(text) : 0,
  }
}

function count(text: string, pattern: RegExp): number {
  let found = 0
  for (const _ of text.matchAll(pattern)) if ((found += 1) >= limit) break
  return found
}

function countMail(text: string): number {
  const found = new Set<string>()
  for (const [address, domain = ''] of text.matchAll(mail)) {
    if (!reservedDomain.test(domain)) found.add(address)
    if (found.size >= limit) break
  }
  return found.size
}
