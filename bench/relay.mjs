// The bare relay that we measure ourselves against: hands every message on to everyone who connected to the same
// path, stores and checks nothing.
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
const boards = new Map();
server.on("connection", (socket, request) => {
  const board = boards.get(request.url) ?? new Set();
  boards.set(request.url, board.add(socket));
  socket.on("message", (data) => {
    for (const other of board) other.send(data, { binary: false });
  });
  socket.on("close", () => board.delete(socket));
});
server.on("listening", () => console.log(server.address().port));
