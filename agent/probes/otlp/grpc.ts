export const NO_GRPC =
  'a gRPC exporter came: only OTLP over HTTP is understood; set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf'

const PREFACE = 'PRI * HTTP/2.0'

/** Whether the first bytes of a connection are those of HTTP/2, which OTLP speaks for gRPC alone. */
export const isGrpc = (packet: Buffer | undefined) =>
  packet?.subarray(0, PREFACE.length).toString('latin1') === PREFACE

const GOAWAY = 7
const SETTINGS = 4
const HTTP_1_1_REQUIRED = 0xd

function frame(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(9)
  header.writeUIntBE(payload.length, 0, 3)
  header[3] = type
  return Buffer.concat([header, payload])
}

/** Goodbye in HTTP/2, with the sentence as its debug data, which gRPC libraries log. */
export const GRPC_ANSWER = Buffer.concat([
  frame(SETTINGS, Buffer.alloc(0)),
  frame(GOAWAY, Buffer.concat([Buffer.from([0, 0, 0, 0, 0, 0, 0, HTTP_1_1_REQUIRED]), Buffer.from(NO_GRPC)])),
])
