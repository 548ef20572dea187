// The Chromium inside @sparticuz/chromium, unpacked beside the packages: it needs no download and no system library.
import fs from 'node:fs'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { inRoot } from './root.mjs'

const packed = inRoot('node_modules', '@sparticuz', 'chromium', 'bin')
const home = inRoot('node_modules', '.cache', 'phasegate-chromium')

const BLOCK = 512
const unpack = (name) => brotliDecompressSync(fs.readFileSync(path.join(packed, name)))

/** Writes the files of a plain tar archive below `directory`. */
function extract(archive, directory) {
  const text = (start, length) => archive.toString('utf8', start, start + length).split('\0')[0]
  for (let at = 0; at + BLOCK <= archive.length && text(at, 100) !== ''; ) {
    const name = text(at, 100)
    const size = Number.parseInt(text(at + 124, 12), 8) || 0
    const place = path.join(directory, name)
    if (name.endsWith('/')) fs.mkdirSync(place, { recursive: true })
    else {
      fs.mkdirSync(path.dirname(place), { recursive: true })
      fs.writeFileSync(place, archive.subarray(at + BLOCK, at + BLOCK + size), { mode: 0o755 })
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
}

function fontsConfiguration(directory) {
  const family = (name) =>
    `<alias><family>${name}</family><prefer><family>Open Sans</family></prefer></alias>`
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts</dir><dir>${directory}/fonts</dir><cachedir>${directory}/font-cache</cachedir>
${family('sans-serif')}${family('serif')}${family('monospace')}</fontconfig>
`
}

/** Unpacks once. `env` is always needed, `libraries` only where the system lacks them. */
export function unpackNpmChromium() {
  const executable = path.join(home, 'chromium')
  if (!fs.existsSync(executable)) {
    const half = `${home}.${process.pid}`
    for (const name of ['al2023', 'swiftshader', 'fonts']) extract(unpack(`${name}.tar.br`), half)
    fs.writeFileSync(path.join(half, 'fonts.conf'), fontsConfiguration(home))
    fs.writeFileSync(path.join(half, 'chromium'), unpack('chromium.br'), { mode: 0o755 })
    fs.rmSync(home, { recursive: true, force: true })
    fs.renameSync(half, home)
  }
  return {
    executable,
    env: { FONTCONFIG_FILE: path.join(home, 'fonts.conf') },
    libraries: { LD_LIBRARY_PATH: path.join(home, 'lib') },
  }
}
