package io.sath.bot.keys;

import java.math.BigInteger;
import java.util.HexFormat;
import org.bouncycastle.util.BigIntegers;

/**
 * What a wallet signs to log in (L1): the typed data {@code ClobAuth} of EIP-712, as Polymarket's
 * documentation "Authentication" has it.
 */
public final class ClobAuth {
    private static final byte[] DOMAIN_TYPE =
            Keccak.hash("EIP712Domain(string name,string version,uint256 chainId)");
    private static final byte[] DOMAIN_NAME = Keccak.hash("ClobAuthDomain");
    private static final byte[] DOMAIN_VERSION = Keccak.hash("1");
    private static final byte[] TYPE =
            Keccak.hash("ClobAuth(address address,string timestamp,uint256 nonce,string message)");
    private static final byte[] MESSAGE =
            Keccak.hash("This message attests that I control the given wallet");
    private static final byte[] ADDRESS_PADDING = new byte[12];

    private ClobAuth() {}

    /**
     * The digest to sign.
     *
     * @param timestamp seconds since 1970, as text
     */
    public static byte[] digest(String address, long chain, String timestamp, long nonce) {
        byte[] domain = Keccak.hash(DOMAIN_TYPE, DOMAIN_NAME, DOMAIN_VERSION, word(chain));
        byte[] message =
                Keccak.hash(
                        TYPE,
                        ADDRESS_PADDING,
                        HexFormat.of().parseHex(address, 2, address.length()),
                        Keccak.hash(timestamp),
                        word(nonce),
                        MESSAGE);
        return Keccak.hash(new byte[] {0x19, 0x01}, domain, message);
    }

    private static byte[] word(long value) {
        return BigIntegers.asUnsignedByteArray(32, BigInteger.valueOf(value));
    }
}
