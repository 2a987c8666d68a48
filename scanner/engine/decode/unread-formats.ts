/** A container whose content is packed in a way that is not read here. */
interface UnreadFormat {
  /** As it stands behind "it is". */
  readonly name: string
  /** Where the bytes that tell it begin; 0 when left out. */
  readonly at?: number
  /** Text, one character a byte; `?` for any byte. Long enough to be no accident. */
  readonly bytes: string
}

/**
 * Archives, compressed files and git's own packs, by their first bytes. To unpack them would take a library for each, bundled
 * into whatever runs Gatehouse. Documents, pictures and data files (PDF, PNG, Parquet …) compress parts of themselves too and
 * are looked at as they lie: nobody packs a folder into one.
 * Sources: the formats' own specifications; for ACE, ARJ, LHA and LZMA, which have none, file(1)'s magic/Magdir/archive and
 * magic/Magdir/compress.
 */
const formats: readonly UnreadFormat[] = [
  { name: 'a 7z archive', bytes: '7z\xbc\xaf\x27\x1c' },
  { name: 'a RAR archive', bytes: 'Rar!\x1a\x07' },
  { name: 'an xz file', bytes: '\xfd7zXZ\0' },
  { name: 'a bzip2 file', bytes: 'BZh?1AY&SY' },
  { name: 'a zstd file', bytes: '\x28\xb5\x2f\xfd' },
  // A frame that is to be skipped comes first where several threads have packed it.
  { name: 'a zstd or LZ4 file', bytes: '?\x2a\x4d\x18' },
  { name: 'an LZ4 file', bytes: '\x04\x22\x4d\x18' },
  { name: 'an LZ4 file', bytes: '\x02\x21\x4c\x18' },
  { name: 'an LZMA file', bytes: '\x5d\0\0??\xff\xff\xff\xff\xff\xff\xff\xff' },
  { name: 'an LZMA file', bytes: '\x5d\0\0??????\0\0\0\0' },
  { name: 'an lzip file', bytes: 'LZIP\x01' },
  { name: 'an lzop file', bytes: '\x89LZO\0\x0d\x0a\x1a\x0a' },
  { name: 'a Snappy file', bytes: '\xff\x06\0\0sNaPpY' },
  { name: 'a file packed by compress', bytes: '\x1f\x9d\x90' },
  { name: 'a cabinet', bytes: 'MSCF\0\0\0\0' },
  { name: 'a Windows image', bytes: 'MSWIM\0\0\0' },
  { name: 'an LHA archive', at: 2, bytes: '-lh?-' },
  { name: 'an ACE archive', at: 7, bytes: '**ACE**' },
  { name: 'an ARJ archive', bytes: '\x60\xea??\x1e' },
  { name: 'an RPM package', bytes: '\xed\xab\xee\xdb' },
  { name: 'a xar archive', bytes: 'xar!\0\x1c' },
  { name: 'a Pack200 archive', bytes: '\xca\xfe\xd0\x0d' },
  // Its fourth version, all others being long gone.
  { name: 'a SquashFS image', bytes: `hsqs${'?'.repeat(24)}\x04\0` },
  { name: 'a git pack', bytes: 'PACK\0\0\0\x02' },
  { name: 'a git bundle', bytes: '# v2 git bundle\n' },
  { name: 'a git bundle', bytes: '# v3 git bundle\n' },
]

/** What bytes are that cannot be unpacked here: `a 7z archive`; undefined for everything else. */
export function unreadFormat(bytes: Uint8Array): string | undefined {
  return formats.find((format) => begins(bytes, format))?.name
}

function begins(content: Uint8Array, { at = 0, bytes }: UnreadFormat): boolean {
  if (content.length < at + bytes.length) return false
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] !== '?' && content[at + index] !== bytes.charCodeAt(index)) return false
  }
  return true
}
