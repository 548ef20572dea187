import { type Database, openDatabase } from './database'
import { VoiceServer } from './voice-server'

/** What stages share, made when first asked for: the database and the running voice server. */
export class House {
  #database: Promise<Database> | null = null
  #server: Promise<VoiceServer> | null = null

  database() {
    this.#database ??= openDatabase().catch((error: Error) => {
      throw new Error(`no PostgreSQL: ${error.message}`)
    })
    return this.#database
  }

  server() {
    this.#server ??= this.database().then((database) => VoiceServer.start(database))
    return this.#server
  }

  async close() {
    await this.#server?.then((server) => server.stop()).catch(() => {})
    await this.#database?.then((database) => database.close()).catch(() => {})
  }
}
