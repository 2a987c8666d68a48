import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile } from '../../engine/inspection.ts'
import type { Verdict } from '../../engine/rule.ts'
import { join, random } from '../../engine/sample.ts'
import { sqlContent } from './content/sql-dump.ts'
import { includesBytes, startsWith, textOf } from './content/text.ts'
import { binary, text, untrack, unverified, zeros } from './papers.ts'

/** Structure without rows, by name: what frameworks write and repositories should hold. */
const structureName = /(?:^|[._-])(?:schema|structure|ddl|tables|migrations?)(?:[._-]|$)/

function lookAtSql(file: InspectedFile, path: string): Verdict | undefined {
  if (startsWith(file, 'PGDMP')) return { severity: 'high', confidence: 'high', note: 'a PostgreSQL archive' }
  const { isDump, inserts, people, passwordHashes, mailAddresses } = sqlContent(textOf(file))
  if (passwordHashes > 0) {
    return {
      severity: 'high',
      confidence: isDump ? 'high' : 'medium',
      note: `its rows hold password hashes${tables(people)}`,
    }
  }
  if (mailAddresses >= 5)
    return {
      severity: 'high',
      confidence: isDump ? 'high' : 'medium',
      note: `its rows hold mail addresses${tables(people)}`,
    }
  if (isDump && people.length > 0) return { severity: 'high', note: `it has rows${tables(people)}` }
  if (isDump && inserts > 0) return { severity: 'medium', note: 'it has rows' }
  const isCut = isDump && file.size > file.head.length && !structureName.test(path)
  if (isCut)
    return {
      severity: 'low',
      confidence: 'low',
      note: 'no rows in its beginning; the rest was not looked at',
    }
  return { drop: 'structure, or a few rows that come with the program' }
}

const tables = (people: readonly string[]): string =>
  people.length > 0 ? ` (${people.slice(0, 3).join(', ')})` : ''

/** The text of a SQLite file's first page holds its CREATE statements. */
function lookAtSqlite(file: InspectedFile): Verdict | undefined {
  if (!startsWith(file, 'SQLite format 3\0')) return { drop: 'not a SQLite database' }
  const content = Buffer.from(file.head.buffer, file.head.byteOffset, file.head.byteLength).toString('latin1')
  const isWhole = file.size <= file.head.length
  if (isWhole && !/CREATE TABLE/i.test(content)) return { drop: 'no tables' }
  const hasPeople =
    /CREATE TABLE[^(]{0,20}["`[]?(?:\w{1,20}_)?(?:users?|accounts?|customers?|auth_user|members?|sessions?|logins?)["`\]]?\s{0,4}\(/i.test(
      content,
    )
  return hasPeople ? { severity: 'high', note: 'it has a table of people' } : { severity: 'low' }
}

const remedy = 'treat what it held as published: change the passwords and tokens in it'
const unless = 'people’s data was in it, which the law may then require'
const sqliteHeader = 'SQLite format 3\0\u0010\0\u0001\u0001\0@  '

export const databaseRules: readonly FileRule[] = [
  {
    id: 'sql-dump-file',
    kind: 'file',
    title: 'Database dump',
    severity: 'high',
    confidence: 'medium',
    why: 'It holds rows of a database, often people’s names, mail addresses and password hashes.',
    fix: untrack('*.sql', remedy, unless),
    source: unverified('https://dev.mysql.com/doc/refman/8.4/en/mysqldump.html'),
    names: {
      extensions: [
        'sql',
        'sqldump',
        'dump',
        'pgdump',
        'pg_dump',
        'mysql',
        'psql',
        'backup',
        'dmp',
        'pgsql',
        'ddl.sql',
      ],
      bases: ['dump', 'database.dump', 'backup', 'pg_dumpall', 'dump.txt'],
    },
    nameAlone: false,
    look: lookAtSql,
    matches: [
      text('dump.sql', () => ['-- MySQL dump 10.13', "INSERT INTO `users` VALUES (1,'a');"]),
      text('backup/db.sql', () => [
        '-- PostgreSQL database dump',
        'COPY public.orders (id) FROM stdin;',
        '1',
      ]),
      text('seed.sql', () => [join("INSERT INTO people VALUES ('$2", 'y$10$', random('base62', 53), "');")]),
      binary('db.backup', 'PGDMP', zeros(100)),
    ],
    misses: [
      text('schema.sql', () => ['-- MySQL dump 10.13', 'CREATE TABLE users (id int);']),
      text('V1__create_users.sql', () => [
        'CREATE TABLE users (email text);',
        "INSERT INTO roles VALUES ('admin');",
      ]),
      text('query.sql', () => ['SELECT * FROM users WHERE email = ?;']),
    ],
  },
  {
    id: 'compressed-database-dump',
    kind: 'file',
    title: 'Compressed database dump',
    severity: 'high',
    confidence: 'medium',
    why: 'By its name it holds rows of a database, often people’s data and password hashes.',
    fix: untrack('*.sql.gz', remedy, unless),
    source: unverified('https://www.postgresql.org/docs/current/backup-dump.html'),
    names: {
      extensions: ['sql', 'dump', 'sqldump', 'dmp', 'bak', 'sqlite', 'sqlite3', 'pgdump'].flatMap((name) =>
        ['gz', 'zip', 'bz2', 'xz', 'zst', '7z', 'tgz', 'lz4', 'rar', 'gpg'].map(
          (extension) => `${name}.${extension}`,
        ),
      ),
      except: /schema|structure/,
    },
    nameAlone: true,
    look: (file, path) =>
      path.endsWith('.gpg') || file.size < 40 ? { drop: 'encrypted, or empty' } : undefined,
    matches: [binary('backup/prod.sql.gz', [0x1f, 0x8b, 0x08], zeros(100))],
    misses: [binary('schema.sql.gz', [0x1f, 0x8b, 0x08], zeros(100))],
  },
  {
    id: 'sqlite-database-file',
    kind: 'file',
    title: 'SQLite database',
    severity: 'medium',
    confidence: 'medium',
    why: 'A database that a program wrote holds what its users put in, sessions and password hashes included.',
    fix: untrack('*.sqlite3', remedy, unless),
    source: unverified('https://www.sqlite.org/fileformat.html'),
    names: {
      extensions: ['sqlite', 'sqlite3', 'db', 'db3', 's3db', 'sl3', 'sqlitedb', 'sqlite-wal', 'db-wal'],
      // NSS keeps certificates only in it.
      except: /^cert[89]\.db$/,
    },
    nameAlone: false,
    look: lookAtSqlite,
    matches: [
      binary('db.sqlite3', sqliteHeader, zeros(60), 'CREATE TABLE "auth_user" (id integer)', zeros(60)),
      binary('data/app.db', sqliteHeader, zeros(60), 'CREATE TABLE things (id integer)', zeros(60)),
    ],
    misses: [
      binary('empty.db', sqliteHeader, zeros(100)),
      binary('Thumbs.db', [0xd0, 0xcf, 0x11, 0xe0], zeros(60)),
      text('zone.db', () => ['$ORIGIN example.org.']),
    ],
  },
  {
    id: 'database-file',
    kind: 'file',
    title: 'Database file or backup',
    severity: 'high',
    confidence: 'medium',
    why: 'It holds a whole database, with everything that people entered.',
    fix: untrack(null, remedy, unless),
    source: unverified(
      'https://learn.microsoft.com/sql/relational-databases/databases/database-files-and-filegroups',
    ),
    names: {
      extensions: [
        'mdf',
        'ldf',
        'ndf',
        'sdf',
        'bak',
        'mdb',
        'accdb',
        'rdb',
        'ibd',
        'myd',
        'bson',
        'fdb',
        'gdb',
        'aof',
        'dbf',
        'h2.db',
        'mv.db',
      ],
    },
    nameAlone: false,
    look: (file) => {
      const magics: readonly (readonly [string, number])[] = [
        ['TAPE', 0],
        ['MSSQLBAK', 0],
        ['Standard Jet DB', 4],
        ['Standard ACE DB', 4],
        ['REDIS00', 0],
        ['H:2,block', 0],
        ['\x01\x0f\0\0', 0],
      ]
      if (magics.some(([magic, offset]) => startsWith(file, magic, offset))) return undefined
      if (includesBytes({ ...file, head: file.head.subarray(0, 64) }, [0x48, 0x3a, 0x32, 0x2c]))
        return undefined
      return { drop: 'not a database of a known format' }
    },
    matches: [
      binary('shop.bak', 'TAPE', zeros(100)),
      binary('dump.rdb', 'REDIS0009', zeros(100)),
      binary('old.MDB', [0, 1, 0, 0], 'Standard Jet DB', zeros(100)),
    ],
    misses: [text('main.c.bak', () => ['int main;']), text('a.rdb', () => ['class Rdb'])],
  },
]
