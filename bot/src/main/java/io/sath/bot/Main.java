package io.sath.bot;

/** The program's entry: names the command and runs it. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println("bot");
    }
}
