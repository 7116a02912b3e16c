// One real iroh endpoint, told what to do by lines of JSON on standard input and answering in lines on standard output.
//
//   in    {"seq": 1, "do": "bind", ...}        what to do, with a number of the asker's choice
//   out   {"seq": 1, "ok": {...}}              done
//         {"seq": 1, "error": "..."}           not done, and why; after ALLOWED_MILLIS at the latest
//         {"event": "accepted", ...}           what happened by itself
//
// Connections are known by numbers, in the order in which they came about. It ends with its standard input.
// Usage: node peer.js FOLDER, where FOLDER has node_modules.
'use strict'

const { createHash } = require('node:crypto')
const { createRequire } = require('node:module')
const path = require('node:path')
const readline = require('node:readline')

const { Endpoint, EndpointAddr, EndpointId, RelayMode, presetMinimal } =
  createRequire(path.join(path.resolve(process.argv[2]), 'package.json'))('@number0/iroh')

// Every operation answers within this time, unless it says otherwise itself.
const ALLOWED_MILLIS = 60_000
const WATCH_MILLIS = 100
const CHUNK_BYTES = 64 * 1024
const MAX_MESSAGE_BYTES = 1 << 28
// Streams of connections with this protocol are not sent back; at their end follows how many bytes they had.
const SINK_ALPN = 'magicsock-lab/sink/1'

let endpoint
const connections = []

const bytes = text => [...Buffer.from(text)]
const say = message => process.stdout.write(JSON.stringify(message) + '\n')
// Rust's errors bring a stack of their own along, which tells nothing here.
const message = error => (error?.message ?? String(error)).split('\n\nStack backtrace')[0]

// The same bytes as Java's side makes: byte i of a transfer is i * 31 + (i >> 8), modulo 256.
function pattern(from, length) {
  const chunk = new Array(length)
  for (let i = 0; i < length; i++) {
    const at = from + i
    chunk[i] = (at * 31 + (at >> 8)) & 255
  }
  return chunk
}

function sha256(chunk) {
  return createHash('sha256').update(Uint8Array.from(chunk)).digest('hex')
}

function connectionOf(command) {
  const connection = connections[command.connection]
  if (!connection) throw new Error(`there is no connection ${command.connection}`)
  return connection
}

function keep(connection) {
  const number = connections.push(connection) - 1
  const stop = watchSelectedPath(connection, number)
  connection.closed().then(reason => {
    stop()
    say({ event: 'closed', connection: number, reason })
  })
  return number
}

// Asks again and again, because watchPathEvents of 1.1.0 ends the process ("there is no reactor running").
function watchSelectedPath(connection, number) {
  let last
  const look = () => {
    const selected = connection.paths().find(path => path.isSelected)
    if (!selected || selected.remoteAddr === last) return
    last = selected.remoteAddr
    say({ event: 'selected', connection: number, remote: selected.remoteAddr, relay: selected.isRelay })
  }
  look()
  const timer = setInterval(look, WATCH_MILLIS)
  return () => clearInterval(timer)
}

// What a connection carries is sent back: on the same stream, on a stream of our own, as a datagram.

async function echoStreams(connection) {
  for (;;) {
    const stream = await connection.acceptBi()
    echoStream(stream).catch(error => say({ event: 'failed', error: message(error) }))
  }
}

async function echoStream(stream) {
  for (;;) {
    const chunk = await stream.recv.read(CHUNK_BYTES)
    if (chunk.length === 0) break
    await stream.send.writeAll(chunk)
  }
  await stream.send.finish()
}

async function echoOneWayStreams(connection) {
  for (;;) {
    const from = await connection.acceptUni()
    const content = await from.readToEnd(MAX_MESSAGE_BYTES)
    const to = await connection.openUni()
    await to.writeAll(content)
    await to.finish()
  }
}

async function echoDatagrams(connection) {
  for (;;) connection.sendDatagram(await connection.readDatagram())
}

async function countStreams(connection) {
  for (;;) {
    const stream = await connection.acceptBi()
    const { length } = await stream.recv.readToEnd(MAX_MESSAGE_BYTES)
    await stream.send.writeAll(bytes(String(length)))
    await stream.send.finish()
  }
}

function echo(connection) {
  // Each ends with the connection, whose end is told anyway.
  for (const kind of [echoStreams, echoOneWayStreams, echoDatagrams]) kind(connection).catch(() => {})
}

async function acceptAll() {
  for (;;) {
    const incoming = await endpoint.acceptNext()
    if (!incoming) return
    accept(incoming).catch(error => say({ event: 'refused', error: message(error) }))
  }
}

async function accept(incoming) {
  const connection = await (await incoming.accept()).connect()
  const number = keep(connection)
  const alpn = Buffer.from(connection.alpn()).toString()
  say({ event: 'accepted', connection: number, remote: connection.remoteId().toString(), alpn })
  if (alpn === SINK_ALPN) countStreams(connection).catch(() => {})
  else echo(connection)
}

const commands = {
  async bind({ alpns = [], relay }) {
    const builder = Endpoint.builder()
    presetMinimal(builder)
    builder.relayMode(relay ? RelayMode.customFromUrls([relay]) : RelayMode.disabled())
    builder.alpns(alpns.map(bytes))
    endpoint = await builder.bind()
    acceptAll().catch(error => say({ event: 'failed', error: message(error) }))
    return { id: endpoint.id().toString() }
  },

  // Where it can be dialled; with a relay not before it is there.
  async address({ online = false }) {
    if (online) await endpoint.online()
    const address = endpoint.addr()
    return { addresses: address.directAddresses(), relay: address.relayUrl() }
  },

  async connect({ id, addresses = [], relay, alpn }) {
    const target = new EndpointAddr(EndpointId.fromString(id), relay, addresses)
    const connection = await endpoint.connect(target, bytes(alpn))
    return { connection: keep(connection), remote: connection.remoteId().toString() }
  },

  // Sends so many bytes on a stream of both directions, and says what came back.
  async exchange(command) {
    const stream = await connectionOf(command).openBi()
    const [, back] = await Promise.all([sendPattern(stream.send, command.bytes), receive(stream.recv)])
    return back
  },

  // The same on a stream of one direction, and back on another one.
  async exchangeOneWay(command) {
    const connection = connectionOf(command)
    const to = await connection.openUni()
    const [, back] = await Promise.all([sendPattern(to, command.bytes), connection.acceptUni().then(receive)])
    return back
  },

  // Sends to a side that counts; how many bytes that were, and how long they took. Between JavaScript and Rust they go
  // one by one, which takes much longer than the network does; so the time begins when Rust has all of them, and ends
  // when all are acknowledged, before the other side hands them to JavaScript.
  async pour(command) {
    const stream = await connectionOf(command).openBi()
    const content = pattern(0, command.bytes)
    const written = stream.send.writeAll(content)
    const start = performance.now()
    await written
    await stream.send.finish()
    await stream.send.stopped()
    const millis = performance.now() - start
    const count = Number(Buffer.from(await stream.recv.readToEnd(100)).toString())
    return { bytes: count, millis }
  },

  async exchangeDatagram(command) {
    const connection = connectionOf(command)
    connection.sendDatagram(bytes(command.text))
    return { text: Buffer.from(await connection.readDatagram()).toString() }
  },

  async close(command) {
    connectionOf(command).close(BigInt(command.code), bytes(command.reason))
    return {}
  }
}

async function sendPattern(stream, length) {
  for (let at = 0; at < length; at += CHUNK_BYTES) {
    await stream.writeAll(pattern(at, Math.min(CHUNK_BYTES, length - at)))
  }
  await stream.finish()
}

async function receive(stream) {
  const content = await stream.readToEnd(MAX_MESSAGE_BYTES)
  return { bytes: content.length, sha256: sha256(content) }
}

function withinTime(promise) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing within ${ALLOWED_MILLIS} ms`)), ALLOWED_MILLIS)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

async function execute(line) {
  let seq = null
  try {
    const command = JSON.parse(line)
    seq = command.seq
    const operation = Object.hasOwn(commands, command.do) ? commands[command.do] : undefined
    if (!operation) throw new Error(`there is no command ${command.do}`)
    say({ seq, ok: await withinTime(operation(command)) })
  } catch (error) {
    say({ seq, error: message(error) })
  }
}

async function end() {
  // A closed endpoint has told its remotes; one that cannot be closed is not waited for.
  setTimeout(() => process.exit(0), 3000).unref()
  await endpoint?.close().catch(() => {})
  process.exit(0)
}

readline.createInterface({ input: process.stdin }).on('line', execute).on('close', end)
