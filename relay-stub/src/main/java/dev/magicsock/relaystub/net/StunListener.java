package dev.magicsock.relaystub.net;

import dev.magicsock.relaystub.stun.StunServer;
import dev.magicsock.relaystub.stun.StunSocket;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** Answers STUN Binding requests on one UDP socket. */
final class StunListener extends SimpleChannelInboundHandler<DatagramPacket> {

    /** Known once the socket is bound. */
    private StunServer server;

    StunListener() {
        super(DatagramPacket.class);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        server = StunServer.withOneSocket((InetSocketAddress) context.channel().localAddress());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        server.answer(StunSocket.PRIMARY, packet.sender(), packet.content().nioBuffer()).ifPresent(reply ->
                context.write(new DatagramPacket(Unpooled.wrappedBuffer(reply.payload()), reply.destination())));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // An ICMP error about a reply: the next request is answered all the same.
    }
}
