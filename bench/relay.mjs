// The bare relay that we measure ourselves against: hands every message on to everyone, stores and checks nothing.
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
server.on("connection", (socket) => {
  socket.on("message", (data) => {
    for (const other of server.clients) other.send(data, { binary: false });
  });
});
server.on("listening", () => console.log(server.address().port));
